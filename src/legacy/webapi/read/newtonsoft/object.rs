//! The members of an object (`PopulateObject`).

use super::binder::Binder;
use super::contract::{Contract, must_be_there};
use super::list::List;
use super::typed::read_value;
use super::{Fault, Integer, Reader, Token};
use crate::legacy::webapi::model_state::Problem;
use crate::legacy::webapi::shape::Shape;
use crate::legacy::webapi::value::{Object, Value};

/// An object while its members arrive.
#[derive(Debug)]
struct Underway {
    object: Object,
    /// Which members have been read.
    present: Vec<bool>,
    /// The `$id`s of the lists among its members.
    list_ids: Vec<Option<String>>,
}

impl Underway {
    fn new(shape: &'static Shape) -> Self {
        Self {
            object: Object::new(shape),
            present: vec![false; shape.members.len()],
            list_ids: vec![None; shape.members.len()],
        }
    }

    /// The list that the member holds, to be filled further.
    fn take_list(&mut self, index: usize) -> Option<List> {
        let value = self.object.values.get_mut(index)?;
        let Value::List(items) = std::mem::replace(value, Value::Null) else {
            return None;
        };
        let id = self.list_ids.get_mut(index).and_then(Option::take);
        Some(List { items, id })
    }

    fn set(&mut self, index: usize, value: Value, list_id: Option<String>) {
        if let Some(place) = self.object.values.get_mut(index) {
            *place = value;
        }
        if let Some(place) = self.list_ids.get_mut(index) {
            *place = list_id;
        }
    }
}

impl<R: Reader> Binder<'_, R> {
    /// Reads the members; the cursor is at the first.
    pub(super) fn populate_object(
        &mut self,
        shape: &'static Shape,
        id: Option<&str>,
    ) -> Result<Object, Fault> {
        if let Some(id) = id {
            self.references.begin_object(id)?;
        }
        let mut underway = Underway::new(shape);
        let outcome = self.populate(&mut underway);
        if let Some(id) = id {
            self.references.complete_object(id, &underway.object);
        }
        outcome.map(|()| underway.object)
    }

    fn populate(&mut self, underway: &mut Underway) -> Result<(), Fault> {
        let depth = self.reader.cursor().depth();
        loop {
            match self.reader.cursor().token() {
                Token::PropertyName(name) => {
                    let name = name.clone();
                    if let Err(fault) = self.read_member(underway, &name) {
                        self.handle(fault, depth)?;
                    }
                }
                Token::EndObject => break,
                Token::Comment => {}
                _ => return Err(Fault::Exception),
            }
            if !self.reader.read()? {
                self.tell(Fault::Exception);
                break;
            }
        }
        let shape = underway.object.shape;
        for (member, present) in shape.members.iter().zip(&underway.present) {
            if !present && must_be_there(member) {
                self.handle(Fault::Exception, depth)?;
            }
        }
        Ok(())
    }

    fn read_member(&mut self, underway: &mut Underway, name: &str) -> Result<(), Fault> {
        let shape = underway.object.shape;
        let known = shape
            .member(name)
            .or_else(|| shape.member_ignoring_case(name))
            .and_then(|index| Some((index, shape.members.get(index)?)));
        let Some((index, member)) = known else {
            return if self.reader.read()? {
                self.reader.skip()
            } else {
                Ok(())
            };
        };
        let contract = Contract::of(member.kind);
        if !read_value(self.reader, contract.wanted())? {
            return Err(Fault::Exception);
        }
        if let Some(present) = underway.present.get_mut(index) {
            *present = true;
        }
        let prefixed = matches!(
            self.reader.cursor().token(),
            Token::Integer(Integer::Prefixed(_))
        );
        if prefixed && contract.is_number() {
            self.tell_problem(Problem::AmbiguousNumber {
                member: member.name,
            });
            return Ok(());
        }
        self.set_member(underway, index, contract)
    }

    fn set_member(
        &mut self,
        underway: &mut Underway,
        index: usize,
        contract: Contract,
    ) -> Result<(), Fault> {
        if contract.item().is_none() {
            let value = self.create_value(contract, None)?;
            if contract.is_number() && value == Value::Null {
                return Err(Fault::Exception);
            }
            underway.set(index, value, None);
            return Ok(());
        }
        let known = underway.take_list(index);
        let existed = known.is_some();
        let mut list = known.unwrap_or_default();
        match self.create_value(contract, Some(&mut list)) {
            Ok(value) => {
                underway.set(index, value, list.id);
                Ok(())
            }
            Err(fault) => {
                if existed {
                    let items = list.take();
                    underway.set(index, items, list.id);
                }
                Err(fault)
            }
        }
    }
}
